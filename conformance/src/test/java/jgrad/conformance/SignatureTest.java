package jgrad.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.util.List;

class SignatureTest {
    private static final String VAR =
            """
            {"signature": null, "schemas": [
                "aten::var(Tensor self, bool unbiased=True) -> Tensor",
                "aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True) -> Tensor",
                "aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None) -> Tensor"]}
            """;

    private static List<String> names(String header, String line) throws JsonProcessingException {
        var mapper = new ObjectMapper();
        JsonNode call = mapper.readTree(line);
        return Signature.names(mapper.readTree(header), call, List.of());
    }

    @Test
    void theCaseMayNameItsArguments() throws Exception {
        assertThat(names(VAR, "{\"argnames\": [\"a\", \"b\"], \"args\": [], \"kwargs\": {}}"))
                .containsExactly("a", "b");
    }

    @Test
    void theOverloadTellsTheNames() throws Exception {
        assertThat(names(VAR, "{\"overload\": \"aten::var.dim\", \"args\": [], \"kwargs\": {}}"))
                .containsExactly("input", "dim", "unbiased");
    }

    @Test
    void typesOfTheArgumentsChooseAmongTheForms() throws Exception {
        assertThat(names(VAR, "{\"args\": [{\"t\": 0}, false], \"kwargs\": {}}"))
                .containsExactly("input", "unbiased");
        assertThat(names(VAR, "{\"args\": [{\"t\": 0}, [1]], \"kwargs\": {}}"))
                .containsExactly("input", "dim", "unbiased");
    }

    @Test
    void namedArgumentsChooseAmongTheForms() throws Exception {
        assertThat(names(VAR, "{\"args\": [{\"t\": 0}], \"kwargs\": {\"correction\": 2}}"))
                .containsExactly("input", "dim");
    }

    @Test
    void aPythonSignatureIsReadToo() throws Exception {
        String header =
                "{\"schemas\": [], \"signature\": \"(input: torch.Tensor, size: tuple[int, int] ="
                        + " (1, 2), *, mode: str = 'a') -> torch.Tensor\"}";
        assertThat(names(header, "{\"args\": [{\"t\": 0}], \"kwargs\": {}}"))
                .containsExactly("input", "size");
    }
}
