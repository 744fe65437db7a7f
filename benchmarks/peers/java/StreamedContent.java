// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSTypedData;

/** The octets of a byte range, read once and kept nowhere. */
final class StreamedContent implements CMSTypedData {
    private final InputStream content;

    StreamedContent(InputStream content) {
        this.content = content;
    }

    @Override
    public ASN1ObjectIdentifier getContentType() {
        return CMSObjectIdentifiers.data;
    }

    @Override
    public Object getContent() {
        return content;
    }

    @Override
    public void write(OutputStream output) throws IOException {
        content.transferTo(output);
    }
}
