//! Names of things. Each is a number with a type of its own, so that one cannot stand for another.

use core::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
        pub struct $name(u32);

        impl $name {
            /// Wraps a number.
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The number itself.
            pub const fn get(self) -> u32 {
                self.0
            }

            #[allow(dead_code)] // not every kind of id is an index
            pub(crate) const fn index(self) -> usize {
                self.0 as usize
            }

            /// For the position of something in a list that the limits keep below `u32::MAX`.
            #[allow(dead_code, clippy::cast_possible_truncation)] // not every kind of id is an index
            pub(crate) const fn from_index(index: usize) -> Self {
                Self(index as u32)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// A process of the bank, by the id that the script gave it.
    NodeId
}
id! {
    /// A snapshot: 1 for the first `BeginSnapshot` after a start, 2 for the second, and so on.
    SnapshotId
}
id! {
    /// A message, transfer or marker, numbered from 0 in the order of sending, over the whole run.
    MessageId
}
id! {
    /// A `Receive` that found nothing to take, numbered from 0 over the whole run.
    WaitId
}
id! {
    /// The place of an event in the run: 0 is the first.
    EventIndex
}

/// Money. At most [`Amount::MAX`], so that every amount is exact in a JavaScript number too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
pub struct Amount(u64);

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// 2^53 - 1: the largest amount, and the most money that one bank may hold.
    pub const MAX: Self = Self(9_007_199_254_740_991);

    /// `None` when the number is above [`Amount::MAX`].
    pub const fn new(number: u64) -> Option<Self> {
        if number <= Self::MAX.0 { Some(Self(number)) } else { None }
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The sum, or `None` when it is above [`Amount::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.0 + other.0)
    }

    /// The difference, or `None` when `other` is larger.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Self(rest)),
            None => None,
        }
    }

    /// For sums that the bank's limit on all money keeps in range.
    pub(crate) const fn plus(self, other: Self) -> Self {
        debug_assert!(self.0 + other.0 <= Self::MAX.0);
        Self(self.0 + other.0)
    }

    /// For money that is known to be there.
    pub(crate) const fn minus(self, other: Self) -> Self {
        debug_assert!(self.0 >= other.0);
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
