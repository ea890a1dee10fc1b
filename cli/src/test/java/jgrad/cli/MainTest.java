package jgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void helpListsEveryCommandWithItsPurpose() {
        Outcome help = Outcome.of("--help");
        assertThat(help.exit()).isZero();
        for (var command : Main.commandLine().getSubcommands().entrySet()) {
            String purpose = command.getValue().getCommandSpec().usageMessage().description()[0];
            assertThat(help.out().replaceAll("\\s+", " "))
                    .contains(" " + command.getKey() + " " + purpose);
        }
    }

    @Test
    void noCommandShowsWhatThereIs() {
        Outcome nothing = Outcome.of();
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.err()).startsWith("Which command?\nUsage: jgrad");
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(Outcome.of("fly").err()).startsWith("Unmatched argument at index 0: 'fly'");
    }

    @Test
    void aCommandThatIsNearlyOneIsSuggested() {
        Outcome outcome = Outcome.of("rpel");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("jgrad: there is no command 'rpel'. Did you mean './jgrad repl'?\n");
        assertThat(Outcome.of("tuor").err()).contains("./jgrad tour");
        assertThat(Outcome.of("bnech").err()).contains("./jgrad bench");
    }

    @Test
    void theHelpNamesTheOptionThatTheScriptAnswers() {
        assertThat(Outcome.of("--help").out()).contains("--jdk");
        assertThat(Outcome.of("--jdk").out()).isEqualTo(System.getProperty("java.home") + "\n");
    }
}
