package jgrad.bench;

/// An item that is measured in a way of its own; see the job of its family.
///
/// @param bytes whether its values are bytes instead of nanoseconds
record Figure(
        String family, String name, Target target, boolean bytes, boolean onlyInFull, String note)
        implements Item {
    static Figure time(String family, String name, Target target, String note) {
        return new Figure(family, name, target, false, false, note);
    }

    @Override
    public String text(double value) {
        return bytes ? Units.bytes(value) : Units.time(value);
    }
}
