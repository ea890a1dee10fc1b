package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Every cell of the tour prints what PyTorch printed in the recorded notebook.
class NotebookTest {
    private static final List<JsonNode> RECORDED = recorded();

    private static List<JsonNode> recorded() {
        try (InputStream in = NotebookTest.class.getResourceAsStream("/notebook.json")) {
            var cells = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(in).get("cells").forEach(cells::add);
            return cells;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void allCellsAreThereInOrder() {
        assertThat(Notebook.read().stream().map(Notebook.Cell::number))
                .containsExactlyElementsOf(RECORDED.stream().map(c -> c.get("n").asInt()).toList());
        assertThat(RECORDED).hasSize(20);
    }

    @Test
    void everyCellPrintsWhatPyTorchPrinted() {
        var results = new ArrayList<Notebook.Result>();
        new Notebook().run(results::add);
        for (int i = 0; i < RECORDED.size(); i++) {
            JsonNode cell = RECORDED.get(i);
            Notebook.Result result = results.get(i);
            JsonNode value = cell.get("value_repr");
            String expected =
                    cell.get("stdout").asText() + (value.isNull() ? "" : value.asText() + "\n");
            assertThat(result.output().replaceAll("0x[0-9a-f]+", "0xADDR"))
                    .as("cell %s", cell.get("n"))
                    .isEqualTo(expected);
            var warnings = new ArrayList<String>();
            cell.get("warnings")
                    .forEach(w ->
                            warnings.add(
                                    w.get("message")
                                            .asText()
                                            .replace(" (Triggered internally)", "")));
            assertThat(result.warnings())
                    .as("warnings of cell %s", cell.get("n"))
                    .isEqualTo(warnings);
        }
    }

    @Test
    void theCodeOfEveryCellIsShown() {
        for (Notebook.Cell cell : Notebook.read()) {
            assertThat(cell.code()).isNotBlank().doesNotContain("void cell");
        }
        assertThat(Notebook.read().get(1).code())
                .startsWith("b = tensor(1.0).requiresGrad_();")
                .endsWith("print(w.grad());");
    }
}
