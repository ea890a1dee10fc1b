package jgrad.viz.layout;

import org.graphper.layout.FontSelector;

/// Answers the layout library's question for fonts without looking for any, so that it does not
/// load AWT: items come to it with their sizes and without text. Public because the library finds
/// it as a service.
public final class NoFonts implements FontSelector {
    @Override
    public String defaultFont() {
        return "Helvetica";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public boolean envSupport() {
        return true;
    }
}
