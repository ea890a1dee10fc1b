package jgrad.files;

import jgrad.DType;

/// What a PyTorch file may name. Each stands for a Java value made here; none is looked up, loaded
/// or called.
sealed interface TorchName {
    /// A function or class whose result is rebuilt.
    enum Builder implements TorchName {
        ORDERED_DICT("collections OrderedDict"),
        TENSOR("torch._utils _rebuild_tensor_v2"),
        PARAMETER("torch._utils _rebuild_parameter"),
        SIZE("torch Size");

        final String global;

        Builder(String global) {
            this.global = global;
        }
    }

    /// `torch.FloatStorage` and so on: the element type of a storage.
    record StorageOf(DType type) implements TorchName {
        String global() {
            return "torch " + type.scalarName() + "Storage";
        }
    }

    /// `torch.float32` and so on.
    record TypeName(DType type) implements TorchName {
        String global() {
            return "torch " + type.torchName();
        }
    }

    /// @param global module and name, with a space between
    /// @throws FileFormatException unless it is one of those above
    static TorchName of(String global) throws FileFormatException {
        for (Builder b : Builder.values()) {
            if (b.global.equals(global)) {
                return b;
            }
        }
        for (DType type : DType.values()) {
            if (new StorageOf(type).global().equals(global)) {
                return new StorageOf(type);
            }
            if (new TypeName(type).global().equals(global)) {
                return new TypeName(type);
            }
        }
        String name = global.replace(' ', '.');
        if (name.startsWith("torch.Complex") || name.startsWith("torch.complex")) {
            throw new FileFormatException(
                    name
                            + ": complex numbers are not supported. Save real and imaginary parts"
                            + " as two tensors (torch.view_as_real).");
        }
        if (name.equals("torch._utils._rebuild_tensor_v3")) {
            throw new FileFormatException(
                    "a tensor of an element type that this library does not have (torch.uint16,"
                            + " float8_e4m3fn, ...). Convert it before saving.");
        }
        throw new FileFormatException(
                "Unsupported global: GLOBAL "
                        + name
                        + " was not an allowed global. Only tensors, parameters, numbers, strings"
                        + " and containers of them are read, and nothing a file names is run. Save"
                        + " a state_dict, not the object.");
    }
}
