package jgrad.bench;

/// What a row of the table is about.
public interface Item {
    /// A group of items that are measured together.
    String family();

    /// Unique within the family.
    String name();

    Target target();

    /// What its two values are, as text.
    default String text(double value) {
        return Units.time(value);
    }

    /// Whether it is left out of a quick run, because it takes long or a neighbour says the same.
    default boolean onlyInFull() {
        return false;
    }

    /// What a reader of the table has to know; empty if nothing.
    default String note() {
        return "";
    }
}
