//! The digest of a bearer, for a cache key.

use core::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher24};

/// Hashes bearers with a secret key: an attacker who could find two bearers with the same hash would get the other's
/// token. `SipHash` is designed to prevent that, and 128 bits make accidental collisions negligible.
#[derive(Clone, Copy)]
pub struct Digest(SipHasher24);

impl Digest {
    /// Creates a digest with this key, which must be random.
    #[must_use]
    pub fn new(key: [u64; 2]) -> Self {
        let [first, second] = key;
        Self(SipHasher24::new_with_keys(first, second))
    }

    /// Hashes a bearer.
    #[must_use]
    pub fn of(&self, bearer: &[u8]) -> [u64; 2] {
        let mut hasher = self.0;
        hasher.write(bearer);
        let hash = hasher.finish128();
        [hash.h1, hash.h2]
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    /// The first two vectors that the authors of `SipHash` publish for 128 bits: the key is the bytes from 0 to 15, the
    /// inputs are empty and the byte 0.
    #[test]
    fn it_is_siphash_2_4_of_128_bits() {
        let digest = Digest::new([0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908]);
        let bytes = |[first, second]: [u64; 2]| [first.to_le_bytes(), second.to_le_bytes()].concat();
        assert_eq!(
            bytes(digest.of(&[])),
            [
                0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02, 0x93
            ]
        );
        assert_eq!(
            bytes(digest.of(&[0])),
            [
                0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc, 0x45
            ]
        );
    }

    #[test]
    fn another_bearer_or_another_key_is_another_digest() {
        let digest = Digest::new([1, 2]);
        assert_ne!(digest.of(b"one"), digest.of(b"two"));
        assert_ne!(digest.of(b"one"), Digest::new([1, 3]).of(b"one"));
        assert_eq!(digest.of(b"one"), digest.of(b"one"));
    }
}
