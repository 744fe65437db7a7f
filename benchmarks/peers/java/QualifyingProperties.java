// SPDX-License-Identifier: Apache-2.0
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.xml.security.utils.Constants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What XAdES (EN 319 132-1 §5) adds to a signature at B-B; Santuario leaves it to its callers. */
final class QualifyingProperties {
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private final Document document;
    private final Element element;
    private final Element signed;

    QualifyingProperties(Document document, String signatureId, String role, String digestMethod, String certificateDigest) {
        this.document = document;
        element = document.createElementNS(XADES, "xades:QualifyingProperties");
        element.setAttributeNS(Constants.NamespaceSpecNS, "xmlns:xades", XADES);
        element.setAttribute("Target", "#" + signatureId);
        signed = add(element, "SignedProperties");
        signed.setAttribute("Id", "SP-" + signatureId);

        Element ofSignature = add(signed, "SignedSignatureProperties");
        add(ofSignature, "SigningTime").setTextContent(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Element digest = add(add(add(ofSignature, "SigningCertificateV2"), "Cert"), "CertDigest");
        addDs(digest, "DigestMethod").setAttribute("Algorithm", digestMethod);
        addDs(digest, "DigestValue").setTextContent(certificateDigest);
        add(add(add(ofSignature, "SignerRoleV2"), "ClaimedRoles"), "ClaimedRole").setTextContent(role);

        Element ofData = add(signed, "SignedDataObjectProperties");
        for (String reference : new String[] {"#R0-" + signatureId, "#R1-" + signatureId}) {
            Element format = add(ofData, "DataObjectFormat");
            format.setAttribute("ObjectReference", reference);
            add(format, "MimeType").setTextContent("text/xml");
        }
    }

    Element element() {
        return element;
    }

    Element signed() {
        return signed;
    }

    private Element add(Element parent, String name) {
        return (Element) parent.appendChild(document.createElementNS(XADES, "xades:" + name));
    }

    private Element addDs(Element parent, String name) {
        return (Element) parent.appendChild(document.createElementNS(Constants.SignatureSpecNS, "ds:" + name));
    }
}
