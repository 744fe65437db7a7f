// SPDX-License-Identifier: Apache-2.0
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** The token through SunPKCS11, logged in once; keys are looked up once. */
final class Token {
    // Signatures are the token's, and nothing else is: digests stay with the JDK's own provider, which is faster. It comes first,
    // so that no other provider is asked for each signature and refuses the key.
    private static final String CONFIGURATION =
            "--name=peers\nlibrary=%s\nslotListIndex=0\nenabledMechanisms={ KeyStore CKM_ECDSA CKM_RSA_PKCS_PSS CKM_SHA256_RSA_PKCS_PSS }\n";

    private final KeyStore keys;

    Token(String module, char[] pin) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure(String.format(CONFIGURATION, module));
        Security.insertProviderAt(provider, 1);
        keys = KeyStore.getInstance("PKCS11", provider);
        keys.load(null, pin);
    }

    PrivateKey key(String label) throws Exception {
        return (PrivateKey) keys.getKey(label, null);
    }

    /** The signer's certificate, then the one of its issuer. */
    X509Certificate[] chain(String label) throws Exception {
        return Arrays.stream(keys.getCertificateChain(label)).limit(2).toArray(X509Certificate[]::new);
    }
}
