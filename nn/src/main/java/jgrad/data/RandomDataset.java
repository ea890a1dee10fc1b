package jgrad.data;

import jgrad.Generator;

/// Items with something random in them, such as a picture shifted at random.
///
/// A loader hands in a generator for each item and epoch, so that the numbers are the same however
/// many workers there are.
///
/// @param <T> what an item is
public interface RandomDataset<T> extends Dataset<T> {
    T get(int index, Generator random);

    /// An item with numbers of the global generator.
    @Override
    default T get(int index) {
        return get(index, Generator.global());
    }
}
