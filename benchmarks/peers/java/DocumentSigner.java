// SPDX-License-Identifier: Apache-2.0

/** Signs documents with one key of the token; used by one thread at a time. */
interface DocumentSigner {
    byte[] sign(byte[] document) throws Exception;
}
