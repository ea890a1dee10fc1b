package jgrad.files;

import jgrad.Tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// NumPy's files: `.npy` with one array, `.npz` with arrays by name.
///
/// ```java
/// Numpy.save(x, Path.of("x.npy"));                     // numpy.load("x.npy")
/// Map<String, Tensor> arrays = Numpy.loadNpz(Path.of("mnist.npz"));
/// ```
///
/// Unsigned integers of 16 and 32 bits, which tensors do not have, come as the next larger type;
/// arrays in Fortran order as tensors with such strides; both byte orders are read. Arrays of
/// objects are refused, since they are pickled code. Torch: `torch.from_numpy(numpy.load(path))`.
public final class Numpy {
    private Numpy() {}

    /// The array of a `.npy` file.
    ///
    /// @throws FileFormatException if the file is not one whole array of numbers or bools
    public static Tensor load(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            return Npy.read(MappedFile.map(path, arena));
        } catch (FileFormatException e) {
            throw new FileFormatException(path + ": " + e.getMessage(), e);
        }
    }

    /// The arrays of a `.npz` file, compressed or not, in the order they were written.
    ///
    /// @throws FileFormatException if the file is not a zip of whole arrays
    public static Map<String, Tensor> loadNpz(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var zip = new ZipReader(MappedFile.map(path, arena));
            var arrays = new LinkedHashMap<String, Tensor>();
            for (String name : zip.names()) {
                String key = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
                try {
                    arrays.put(key, Npy.read(zip.read(name)));
                } catch (FileFormatException e) {
                    throw new FileFormatException("array '" + key + "': " + e.getMessage(), e);
                }
            }
            return arrays;
        } catch (FileFormatException e) {
            throw new FileFormatException(path + ": " + e.getMessage(), e);
        }
    }

    /// Writes one array, replacing the file once the new one is whole.
    ///
    /// @throws IllegalArgumentException for bfloat16, which NumPy does not have
    public static void save(Tensor tensor, Path path) throws IOException {
        AtomicFile.write(path, channel -> Npy.write(tensor, channel));
    }

    /// Writes arrays by name, without compression. Torch: `numpy.savez`.
    public static void saveNpz(Map<String, Tensor> arrays, Path path) throws IOException {
        AtomicFile.write(
                path,
                channel -> {
                    var zip = new ZipWriter(channel);
                    for (var e : arrays.entrySet()) {
                        zip.add(e.getKey() + ".npy", out -> Npy.write(e.getValue(), out));
                    }
                    zip.finish();
                });
    }
}
