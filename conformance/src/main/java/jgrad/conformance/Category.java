package jgrad.conformance;

/// What is compared of a recorded call; the rows of the table.
enum Category {
    VALUES("values"),
    GRADIENTS("gradients"),
    SECOND_GRADIENTS("second gradients"),
    FORWARD_MODE("forward mode"),
    NODE_NAMES("node names"),
    FIRST_DERIVATIVE_NODES("first-derivative nodes"),
    IN_PLACE("in-place"),
    VIEWS("views and strides"),
    OTHER_TYPES("other types"),
    ERRORS("errors"),
    PROMOTION("promotion"),
    PRINTING("printing");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
