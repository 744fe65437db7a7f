// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>What a return code of a signature calls for.</summary>
internal enum CkrClass
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>The cached object handle is stale: look up again.</summary>
    HandleInvalid,

    /// <summary>Key and algorithm don't fit: the caller's mistake, no retry.</summary>
    Unfit,

    /// <summary>Session, log-in or device is gone: rebuild.</summary>
    ConnectionLost,

    /// <summary>May be the request or the device: retry elsewhere; several in a row count as ConnectionLost.</summary>
    Doubtful,
}
