// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayInputStream;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.utils.Constants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Santuario on a signed document: one signature, its references and its value, with the certificate that it carries. */
final class XmlVerifier {
    private XmlVerifier() {}

    static boolean verify(byte[] signed) throws Exception {
        Document document = XmlSigner.parser().parse(new ByteArrayInputStream(signed));
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.hasAttribute("Id")) {
                element.setIdAttribute("Id", true);
            }
        }
        NodeList signatures = document.getElementsByTagNameNS(Constants.SignatureSpecNS, "Signature");
        if (signatures.getLength() != 1) {
            return false;
        }
        XMLSignature signature = new XMLSignature((Element) signatures.item(0), "");
        return signature.getSignedInfo().getLength() == 3
                && signature.checkSignatureValue(signature.getKeyInfo().getX509Certificate());
    }
}
