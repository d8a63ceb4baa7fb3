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
///
/// In two halves, so that what holds it needs no padding: there are millions of commands and events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    high: u32,
    low: u32,
}

impl Amount {
    /// No money.
    pub const ZERO: Self = Self::split(0);
    /// 2^53 - 1: the largest amount, and the most money that one bank may hold.
    pub const MAX: Self = Self::split((1 << 53) - 1);

    /// `None` when the number is above [`Amount::MAX`].
    pub const fn new(number: u64) -> Option<Self> {
        if number <= Self::MAX.get() { Some(Self::split(number)) } else { None }
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        (self.high as u64) << 32 | self.low as u64
    }

    #[allow(clippy::cast_possible_truncation)] // that is how a number is split
    const fn split(number: u64) -> Self {
        Self { high: (number >> 32) as u32, low: number as u32 }
    }

    /// The sum, or `None` when it is above [`Amount::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.get() + other.get())
    }

    /// The difference, or `None` when `other` is larger.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.get().checked_sub(other.get()) {
            Some(rest) => Some(Self::split(rest)),
            None => None,
        }
    }

    /// For sums that the bank's limit on all money keeps in range.
    pub(crate) const fn plus(self, other: Self) -> Self {
        debug_assert!(self.get() + other.get() <= Self::MAX.get());
        Self::split(self.get() + other.get())
    }

    /// For money that is known to be there.
    pub(crate) const fn minus(self, other: Self) -> Self {
        debug_assert!(self.get() >= other.get());
        Self::split(self.get() - other.get())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.get())
    }
}
