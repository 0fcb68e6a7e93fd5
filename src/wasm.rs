//! What a wasm file without the standard library has to bring.

/// Nothing here panics, and nobody is there to read what a panic says.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// The standard library's own costs five times as much code.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
