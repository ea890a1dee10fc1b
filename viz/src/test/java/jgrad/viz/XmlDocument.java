package jgrad.viz;

import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/** A parsed document; parsing fails unless the text is well-formed. */
record XmlDocument(Element root) {
    static XmlDocument parse(String text) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        return new XmlDocument(
                builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
    }

    static List<Element> descendants(Element from, String name) {
        List<Element> found = new ArrayList<>();
        var all = from.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    List<Element> elementsWith(String attribute) {
        return descendants(root, "*").stream()
                .filter(element -> element.hasAttribute(attribute))
                .toList();
    }

    List<String> texts() {
        return descendants(root, "text").stream().map(Element::getTextContent).toList();
    }
}
