//! IP addresses. The standard library's parsers are as strict, but cost three times as much code in the wasm.

use alloc::vec::Vec;

use crate::text::pieces;

/// Reads an IPv4 address: four numbers up to 255, without leading zeros (RFC 3986 §3.2.2).
pub(super) fn read_v4(text: &str) -> Option<[u8; 4]> {
    let mut address = [0; 4];
    let mut parts = pieces(text, b'.');
    for byte in &mut address {
        *byte = read_byte(parts.next()?)?;
    }
    parts.next().is_none().then_some(address)
}

fn read_byte(text: &str) -> Option<u8> {
    let is_canonical = text == "0" || !text.starts_with('0');
    let number = read_number(text, 10, 3)?;
    u8::try_from(number).ok().filter(|_| is_canonical)
}

/// Reads an IPv6 address: eight numbers of up to four hex digits. `::` replaces one or more zeros, and an IPv4 address
/// may replace the last two (RFC 4291 §2.2).
pub(super) fn read_v6(text: &str) -> Option<[u16; 8]> {
    let mut address = [0; 8];
    let gap = text.as_bytes().windows(2).position(|pair| pair == b"::");
    let Some(gap) = gap else {
        let groups = read_groups(text, true)?;
        address.get_mut(..groups.len())?.copy_from_slice(&groups);
        return (groups.len() == address.len()).then_some(address);
    };
    let head = read_groups(text.get(..gap)?, false)?;
    let tail = read_groups(text.get(gap.checked_add(2)?..)?, true)?;
    let before_tail = address.len().checked_sub(tail.len())?;
    if head.len() >= before_tail {
        return None;
    }
    address.get_mut(..head.len())?.copy_from_slice(&head);
    address.get_mut(before_tail..)?.copy_from_slice(&tail);
    Some(address)
}

fn read_groups(text: &str, may_end_in_v4: bool) -> Option<Vec<u16>> {
    let mut groups = Vec::new();
    if text.is_empty() {
        return Some(groups);
    }
    let mut parts = pieces(text, b':').peekable();
    while let Some(part) = parts.next() {
        match read_number(part, 16, 4) {
            Some(group) => groups.push(u16::try_from(group).ok()?),
            None if may_end_in_v4 && parts.peek().is_none() => {
                let [a, b, c, d] = read_v4(part)?;
                groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
            }
            None => return None,
        }
        if groups.len() > 8 {
            return None;
        }
    }
    Some(groups)
}

/// Reads a number of one to `most_digits` digits.
fn read_number(text: &str, radix: u32, most_digits: usize) -> Option<u32> {
    if text.is_empty() || text.len() > most_digits {
        return None;
    }
    let mut number = 0_u32;
    for byte in text.bytes() {
        let digit = char::from(byte).to_digit(radix)?;
        number = number.checked_mul(radix)?.checked_add(digit)?;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::{read_v4, read_v6};
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn agrees(text: &str) {
        assert_eq!(
            read_v4(text),
            text.parse::<Ipv4Addr>().ok().map(|address| address.octets()),
            "{text}"
        );
        assert_eq!(
            read_v6(text),
            text.parse::<Ipv6Addr>().ok().map(|address| address.segments()),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_address_to_the_standard_library_is_none_here() {
        for text in [
            "",
            "1",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "01.2.3.4",
            "1.2.3.00",
            "1.2.3.",
            "1..3.4",
            "0.0.0.0",
            "255.255.255.255",
            "::",
            ":::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7",
            "::1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:1.2.3.4",
            "::1.2.3.4",
            "1.2.3.4::",
            "1:2:3:4:5:6:7:1.2.3.4",
            "12345::",
            "g::",
            "1::2::3",
            ":1",
            "1:",
            "::1:",
            "fe80::1%eth0",
            "::ffff:127.0.0.1",
            "1:2",
        ] {
            agrees(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_the_standard_library_reads_it(text in "[0-9a-f:.]{0,24}") {
            agrees(&text);
        }

        #[test]
        fn any_address_is_read(v4 in any::<[u8; 4]>(), v6 in any::<[u16; 8]>()) {
            prop_assert_eq!(read_v4(&Ipv4Addr::from(v4).to_string()), Some(v4));
            prop_assert_eq!(read_v6(&Ipv6Addr::from(v6).to_string()), Some(v6));
        }
    }
}
