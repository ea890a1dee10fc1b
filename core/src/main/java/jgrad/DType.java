package jgrad;

/// The ten element types, with PyTorch's names and promotion.
///
/// Torch: `torch.dtype`.
public enum DType {
    BOOL("bool", "Bool", Kind.BOOL, 1),
    UINT8("uint8", "Byte", Kind.INTEGER, 1),
    INT8("int8", "Char", Kind.INTEGER, 1),
    INT16("int16", "Short", Kind.INTEGER, 2),
    INT32("int32", "Int", Kind.INTEGER, 4),
    INT64("int64", "Long", Kind.INTEGER, 8),
    FLOAT16("float16", "Half", Kind.FLOATING, 2),
    BFLOAT16("bfloat16", "BFloat16", Kind.FLOATING, 2),
    FLOAT32("float32", "Float", Kind.FLOATING, 4),
    FLOAT64("float64", "Double", Kind.FLOATING, 8);

    /// The category of a type: promotion never leaves the highest category among the operands.
    public enum Kind {
        BOOL,
        INTEGER,
        FLOATING
    }

    private static volatile DType defaultType = FLOAT32;

    private final String torchName;
    private final String scalarName;
    private final Kind kind;
    private final int itemSize;
    private final boolean narrow;

    DType(String torchName, String scalarName, Kind kind, int itemSize) {
        this.torchName = torchName;
        this.scalarName = scalarName;
        this.kind = kind;
        this.itemSize = itemSize;
        narrow = kind != Kind.BOOL && itemSize < 4;
    }

    /// The name after `torch.`, such as `float32`.
    public String torchName() {
        return torchName;
    }

    /// PyTorch's C++ name, which its error messages use, such as `Float`.
    public String scalarName() {
        return scalarName;
    }

    public Kind kind() {
        return kind;
    }

    /// Bytes of one element.
    public int itemSize() {
        return itemSize;
    }

    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /// The type in which operations compute: float32 for the two halves and int32 for the small
    /// integers, whose results are rounded, or wrapped, once per operation; else the type itself.
    public DType computeType() {
        return switch (this) {
            case FLOAT16, BFLOAT16 -> FLOAT32;
            case UINT8, INT8, INT16 -> INT32;
            default -> this;
        };
    }

    /// Whether operations compute in a wider type.
    public boolean isNarrow() {
        return narrow;
    }

    /// The type of floating-point literals and of integer tensors divided: float32 unless changed.
    ///
    /// Torch: `torch.get_default_dtype()`.
    public static DType defaultType() {
        return defaultType;
    }

    /// Changes the type of floating-point literals, for the whole process.
    ///
    /// Torch: `torch.set_default_dtype()`.
    ///
    /// @throws IllegalArgumentException for a type that is not floating-point
    public static void setDefaultType(DType type) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException(
                    "only floating-point types are supported as the default type");
        }
        defaultType = type;
    }

    /// The smallest type that holds both, as `torch.promote_types`.
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a.kind != b.kind) {
            return a.kind.compareTo(b.kind) > 0 ? a : b;
        }
        if (a.kind == Kind.FLOATING) {
            boolean bothHalf = a.itemSize == 2 && b.itemSize == 2;
            return bothHalf ? FLOAT32 : a.itemSize >= b.itemSize ? a : b;
        }
        if (a.itemSize == b.itemSize) { // uint8 with int8: neither holds the other
            return INT16;
        }
        return a.itemSize > b.itemSize ? a : b;
    }

    /// Whether results of type `from` may be written over elements of type `to`: not from floating
    /// point to integers, and to `bool` only from `bool`.
    ///
    /// Torch: `torch.can_cast`.
    public static boolean canCast(DType from, DType to) {
        return from.kind.compareTo(to.kind) <= 0;
    }

    @Override
    public String toString() {
        return "torch." + torchName;
    }
}
