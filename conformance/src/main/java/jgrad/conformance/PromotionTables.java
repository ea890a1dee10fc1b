package jgrad.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import jgrad.DType;
import jgrad.Tensor;
import jgrad.Tensors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The element types of results: the tables of `promotion.json`.
final class PromotionTables {
    private static final Set<String> ALONG_A_DIMENSION = Set.of("softmax", "cumsum", "cumprod");

    private final JsonNode tables;
    private final Deviations deviations;
    private final List<DType> types = new ArrayList<>();
    private final Report report = Report.empty("promotion", true);

    private PromotionTables(JsonNode document, Deviations deviations) {
        this.tables = document.get("tables");
        this.deviations = deviations;
        document.get("dtypes").forEach(name -> types.add(RecordedTensor.dtype(name)));
    }

    static Optional<Report> run(Path folder, Deviations deviations) throws IOException {
        Path file = folder.resolve("promotion.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var run = new PromotionTables(Json.document(file), deviations);
        run.pairs();
        run.numbers("tensor_with_python_scalar", 2);
        run.numbers("zero_dim_tensor_with_python_scalar");
        run.unary();
        run.binary();
        run.inPlace();
        return Optional.of(run.report);
    }

    private void check(String what, JsonNode recorded, Supplier<@Nullable Object> call) {
        Check check;
        try {
            Object got = call.get();
            String expected = recorded.isObject() ? recorded.get("message").asText() : "";
            check =
                    recorded.isObject()
                            ? Check.failed(
                                    Category.PROMOTION, "no exception, expected: " + expected)
                            : String.valueOf(got).equals(recorded.asText())
                                    ? Check.passed(Category.PROMOTION)
                                    : Check.failed(
                                            Category.PROMOTION,
                                            "is " + got + ", expected " + recorded.asText());
        } catch (NotYet e) {
            check = Check.missing(Category.PROMOTION, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            boolean expected =
                    recorded.isObject()
                            && String.valueOf(e.getMessage())
                                    .contains(recorded.get("message").asText());
            check =
                    expected
                            ? Check.passed(Category.PROMOTION)
                            : Check.failed(Category.PROMOTION, "threw " + e);
        }
        report.add(what, deviations.apply(what, check));
    }

    private void excluded(String what, String why) {
        report.add(what, Check.excluded(Category.PROMOTION, why));
    }

    private static Tensor ones(DType type, int... shape) {
        return Tensors.ones(shape, type);
    }

    private void pairs() {
        for (int i = 0; i < types.size(); i++) {
            for (int j = 0; j < types.size(); j++) {
                DType a = types.get(i);
                DType b = types.get(j);
                String pair = " of " + a.torchName() + " and " + b.torchName();
                check(
                        "promote_types" + pair,
                        tables.get("tensor_tensor").get(i).get(j),
                        () -> DType.promote(a, b).torchName());
                check(
                        "result_type" + pair,
                        tables.get("dim1_with_0dim").get(i).get(j),
                        () -> ones(a, 2).add(ones(b)).dtype().torchName());
                check(
                        "can_cast" + pair,
                        tables.get("can_cast").get(i).get(j),
                        () -> DType.canCast(a, b));
            }
        }
    }

    private void numbers(String table, int... shape) {
        for (DType type : types) {
            JsonNode row = tables.get(table).get(type.torchName());
            check(
                    table + " int " + type,
                    row.get("int"),
                    () -> ones(type, shape).add(1L).dtype().torchName());
            check(
                    table + " float " + type,
                    row.get("float"),
                    () -> ones(type, shape).add(1.5).dtype().torchName());
            excluded(table + " bool " + type, "Java has no arithmetic with booleans");
        }
    }

    private void unary() {
        tables.get("unary_result_dtype")
                .properties()
                .forEach(table -> {
                    String name = table.getKey();
                    for (DType type : types) {
                        check(
                                name + " of " + type,
                                table.getValue().get(type.torchName()),
                                () -> resultType(name, type));
                    }
                });
    }

    private void binary() {
        tables.get("binary_result_dtype")
                .properties()
                .forEach(table -> {
                    String name = table.getKey();
                    for (DType a : types) {
                        for (DType b : types) {
                            check(
                                    name + " of " + a + " and " + b,
                                    table.getValue().get(a.torchName()).get(b.torchName()),
                                    () -> resultType(name, a, b));
                        }
                    }
                });
    }

    private static String resultType(String name, DType... operands) {
        Operation operation = Operations.find(name);
        if (operation == null) {
            throw new NotYet("jgrad has no " + name);
        }
        ObjectNode line = new ObjectMapper().createObjectNode();
        for (int i = 0; i < operands.length; i++) {
            ObjectNode t = line.withArray("tensors").addObject();
            t.put("dtype", operands[i].torchName()).putArray("shape").add(3);
            t.putArray("data").add(1).add(1).add(1);
            line.withArray("args").addObject().put("t", i);
        }
        ObjectNode options = line.putObject("kwargs");
        if (ALONG_A_DIMENSION.contains(name)) {
            options.put("dim", 0);
        }
        List<String> names = List.of("input", name.equals("pow") ? "exponent" : "other");
        Object result = operation.body().on(Call.of(line, names));
        return Results.tensors(result).getFirst().dtype().torchName();
    }

    private void inPlace() {
        for (DType a : types) {
            for (DType b : types) {
                JsonNode recorded =
                        tables.get("inplace_add_allowed").get(a.torchName()).get(b.torchName());
                check(
                        a + " += " + b,
                        recorded.isBoolean()
                                ? recorded
                                : new ObjectMapper()
                                        .createObjectNode()
                                        .put("message", recorded.asText()),
                        () -> ones(a, 3).add_(ones(b, 3)).dtype() == a);
            }
        }
    }
}
