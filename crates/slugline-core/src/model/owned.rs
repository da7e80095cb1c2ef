//! From borrowed to owned, for every type of the model.

use super::Text;

/// A value that can stop borrowing from its source.
pub trait IntoOwned {
    /// The same type, free of the source.
    type Owned: 'static;

    /// Copies what is borrowed; moves the rest.
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Text<'_> {
    type Owned = Text<'static>;
    fn into_owned(self) -> Text<'static> {
        Text::into_owned(self)
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

impl<T: IntoOwned> IntoOwned for Box<T> {
    type Owned = Box<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        Box::new((*self).into_owned())
    }
}

impl<A: IntoOwned, B: IntoOwned> IntoOwned for (A, B) {
    type Owned = (A::Owned, B::Owned);
    fn into_owned(self) -> Self::Owned {
        (self.0.into_owned(), self.1.into_owned())
    }
}

/// Plain values own themselves.
macro_rules! owns_itself {
    ($($type:ty),*) => {
        $(impl IntoOwned for $type {
            type Owned = $type;
            fn into_owned(self) -> $type {
                self
            }
        })*
    };
}
owns_itself!(bool, u8, u16, u32, super::Span, super::Date, super::Dates, super::Status, super::FieldSpan);

/// Implements [`IntoOwned`] for a struct, field by field.
macro_rules! into_owned {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl $crate::model::IntoOwned for $type<'_> {
            type Owned = $type<'static>;
            fn into_owned(self) -> $type<'static> {
                $type { $($field: $crate::model::IntoOwned::into_owned(self.$field)),* }
            }
        }
    };
}
pub(crate) use into_owned;
