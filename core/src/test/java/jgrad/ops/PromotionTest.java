package jgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import jgrad.DType;
import jgrad.DType.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

class PromotionTest {
    private static final List<DType> ORDER = List.of(DType.values());
    private static final Map<String, Kind> NUMBERS =
            Map.of("bool", Kind.BOOL, "int", Kind.INTEGER, "float", Kind.FLOATING);

    private static final JsonNode TABLES = read();

    private static JsonNode read() {
        try (InputStream in = PromotionTest.class.getResourceAsStream("/golden/promotion.json")) {
            JsonNode json = new ObjectMapper().readTree(in);
            for (int i = 0; i < ORDER.size(); i++) {
                assertThat(json.get("dtypes").get(i).asText()).isEqualTo(ORDER.get(i).torchName());
            }
            return json.get("tables");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode recorded(String table, DType a, DType b) {
        return TABLES.get(table).get(a.ordinal()).get(b.ordinal());
    }

    @AfterEach
    void restoreTheDefaultType() {
        DType.setDefaultType(DType.FLOAT32);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void tensorsOfOneClassArePromoted(DType a) {
        for (DType b : ORDER) {
            String expected = recorded("tensor_tensor", a, b).asText();
            assertThat(DType.promote(a, b).torchName()).as("%s %s", a, b).isEqualTo(expected);
            assertThat(Promotion.result(a, false, b, false)).isEqualTo(DType.promote(a, b));
            assertThat(Promotion.result(a, true, b, true)).isEqualTo(DType.promote(a, b));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aZeroDimensionalTensorOnlyRaisesTheKind(DType a) {
        for (DType b : ORDER) {
            String expected = recorded("dim1_with_0dim", a, b).asText();
            assertThat(Promotion.result(a, false, b, true).torchName())
                    .as("%s %s", a, b)
                    .isEqualTo(expected);
            assertThat(Promotion.result(b, true, a, false).torchName())
                    .as("%s %s", b, a)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aNumberOnlyRaisesTheKind(DType tensor) {
        NUMBERS.forEach((name, kind) -> {
            for (String table :
                    List.of("tensor_with_python_scalar", "zero_dim_tensor_with_python_scalar")) {
                String expected = TABLES.get(table).get(tensor.torchName()).get(name).asText();
                assertThat(Promotion.withNumber(tensor, kind).torchName())
                        .as("%s %s %s", table, tensor, name)
                        .isEqualTo(expected);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void anyNumberOfOperandsAgreesWithTwo(DType a) {
        for (DType b : ORDER) {
            for (boolean aIsZeroDim : new boolean[] {false, true}) {
                for (boolean bIsZeroDim : new boolean[] {false, true}) {
                    assertThat(new Promotion().tensor(a, aIsZeroDim).tensor(b, bIsZeroDim).result())
                            .isEqualTo(Promotion.result(a, aIsZeroDim, b, bIsZeroDim));
                }
            }
        }
        for (Kind kind : Kind.values()) {
            assertThat(new Promotion().number(kind).tensor(a, true).result())
                    .isEqualTo(Promotion.withNumber(a, kind));
            assertThat(new Promotion().tensor(a, false).number(kind).result())
                    .isEqualTo(Promotion.withNumber(a, kind));
        }
    }

    @Test
    void theThreeClassesCountInOrder() {
        Promotion promotion =
                new Promotion()
                        .tensor(DType.INT8, false)
                        .tensor(DType.INT64, true)
                        .number(Kind.INTEGER);
        assertThat(promotion.result()).isEqualTo(DType.INT8);
        assertThat(promotion.tensor(DType.FLOAT16, true).result()).isEqualTo(DType.FLOAT16);
        assertThat(promotion.number(Kind.FLOATING).result()).isEqualTo(DType.FLOAT16);
        assertThat(promotion.tensor(DType.UINT8, false).tensor(DType.BOOL, false).result())
                .isEqualTo(DType.FLOAT16);
    }

    @Test
    void numbersAloneHaveTheTypesOfLiterals() {
        assertThat(new Promotion().number(Kind.BOOL).result()).isEqualTo(DType.BOOL);
        assertThat(new Promotion().number(Kind.INTEGER).result()).isEqualTo(DType.INT64);
        assertThat(new Promotion().number(Kind.INTEGER).number(Kind.FLOATING).result())
                .isEqualTo(DType.FLOAT32);
        assertThatThrownBy(() -> new Promotion().result())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("result type of no operands: add a tensor or a number first");
    }

    @Test
    void aFloatingNumberHasTheDefaultType() {
        DType.setDefaultType(DType.FLOAT64);
        assertThat(Promotion.withNumber(DType.INT32, Kind.FLOATING)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.withNumber(DType.FLOAT32, Kind.FLOATING)).isEqualTo(DType.FLOAT32);
        assertThat(Promotion.toFloating(DType.BOOL)).isEqualTo(DType.FLOAT64);
        assertThat(Promotion.toFloating(DType.FLOAT16)).isEqualTo(DType.FLOAT16);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void aCastMayNotLowerTheKind(DType from) {
        for (DType to : ORDER) {
            assertThat(Promotion.canCast(from, to))
                    .as("%s %s", from, to)
                    .isEqualTo(recorded("can_cast", from, to).asBoolean());
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void writingTheSumInPlaceIsAllowedOrRefusedInPyTorchsWords(DType self) {
        for (DType other : ORDER) {
            JsonNode recorded =
                    TABLES.get("inplace_add_allowed").get(self.torchName()).get(other.torchName());
            Throwable thrown =
                    catchThrowable(() ->
                            Promotion.checkCast(Promotion.result(self, false, other, false), self));
            if (recorded.isTextual()) {
                assertThat(thrown)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(recorded.asText());
            } else {
                assertThat(thrown).as("%s %s", self, other).isNull();
            }
        }
    }
}
