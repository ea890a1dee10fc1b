package jgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final Item CHAIN = Catalogue.all().get(0);

    private static Row row(double ours, double theirs, String fault) {
        return new Row(CHAIN.family(), CHAIN.name(), 1, ours, theirs, 0.05, 512, fault);
    }

    @Test
    void aRowComesBackFromItsLine() {
        Row row = row(1.5, Double.NaN, "no\tgood");
        assertThat(Row.parse(row.line())).isEqualTo(row(1.5, Double.NaN, "no good"));
    }

    @Test
    void ofSeveralRunsTheBestOfEachSideCounts() {
        var table = new Table();
        table.add(row(2_000, 100_000, ""), false);
        table.add(row(1_000, 120_000, ""), false);
        assertThat(table.text())
                .contains("1.00 us", "100 us", "512 B", "yes")
                .endsWith("geometric mean of 1 ratios 100; 0 of 1 rows below target; 0 wrong\n");
    }

    @Test
    void aFaultIsShownAndMakesTheRunUnsound() {
        var table = new Table();
        table.add(row(1, 2, "other bits"), false);
        assertThat(table.sound()).isFalse();
        assertThat(table.text()).contains("WRONG", "1 threads: other bits", "1 wrong");
    }

    @Test
    void timesWithoutVectorsAreAColumnOfTheirOwn() {
        var table = new Table();
        table.add(row(1_000, 100_000, ""), false);
        table.add(row(4_000, Double.NaN, ""), true);
        assertThat(table.markdown())
                .contains("| without vectors | ratio |", "| yes | 4.00 us | 25.0 |")
                .endsWith("geometric mean of 1 ratios 100; 0 of 1 rows below target; 0 wrong\n");
    }

    @Test
    void itemsOfTheCatalogueCanBeToldApart() {
        for (Item item : Catalogue.all()) {
            assertThat(Catalogue.item(item.family(), item.name())).isSameAs(item);
        }
    }
}
