package jgrad.func;

import jgrad.Tensor;

import java.util.List;
import java.util.function.Function;

/// How a value of type `P` is made of tensors, so that transforms reach them: gradients with
/// respect to a list or a record of tensors come as a list or a record again.
///
/// ```java
/// record Params(Tensor w, Tensor b) {
///     static final Structure<Params> STRUCTURE =
///             Structure.of(p -> List.of(p.w, p.b), t -> new Params(t.get(0), t.get(1)));
/// }
/// Params g = grad(Params.STRUCTURE, p -> x.matmul(p.w()).add(p.b()).sum()).apply(params);
/// ```
///
/// Torch: a pytree.
public interface Structure<P> {
    /// The tensors of `whole`, in a fixed order.
    List<Tensor> parts(P whole);

    /// The value with these tensors.
    P whole(List<Tensor> parts);

    /// A single tensor.
    Structure<Tensor> TENSOR = of(List::of, List::getFirst);

    /// A list of tensors.
    Structure<List<Tensor>> LIST = of(list -> list, list -> list);

    /// The structure that these two functions describe; they are inverse to each other.
    static <P> Structure<P> of(Function<P, List<Tensor>> parts, Function<List<Tensor>, P> whole) {
        return new Structure<>() {
            @Override
            public List<Tensor> parts(P value) {
                return parts.apply(value);
            }

            @Override
            public P whole(List<Tensor> tensors) {
                return whole.apply(tensors);
            }
        };
    }
}
