//! Numbers by chance that are the same every time.

/// A small generator of numbers: the same seed gives the same numbers on every machine. Not for secrets.
///
/// It is `SplitMix64`: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, figure 17.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Starts from a seed; any will do.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`; 0 when there is none. A bound far below 2^64 makes all of them as likely as one can tell.
    pub const fn below(&mut self, bound: u64) -> u64 {
        let number = self.any();
        if bound == 0 { 0 } else { number % bound }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    /// The numbers that implementations of `SplitMix64` agree on.
    #[test]
    fn numbers_are_those_of_split_mix() {
        let mut numbers = Numbers::new(1_234_567);
        let first = [(); 5].map(|()| numbers.any());
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
        assert_eq!(Numbers::new(0).any(), 0xE220_A839_7B1D_CDAF);
    }
}
