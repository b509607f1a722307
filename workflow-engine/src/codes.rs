//! The code of each kind of what can be wrong, and all codes of it, written once.

/// In an `impl` of an enum: `code()` by its kinds, and `CODES`. Kinds behind `;` have codes of
/// their own, which do not belong to it.
macro_rules! codes {
    ($($kind:ident => $code:literal,)* $(; $other:pat => $of:expr)?) => {
        /// The codes of all kinds.
        pub const CODES: &'static [&'static str] = &[$($code),*];

        /// The stable code of this kind.
        #[must_use]
        pub fn code(&self) -> &'static str {
            match self {
                $(Self::$kind { .. } => $code,)*
                $($other => $of,)?
            }
        }
    };
}
