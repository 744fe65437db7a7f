// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>The canonical result codes of a gRPC call; the numbers are those on the wire (<c>grpc-status</c>).</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>An error of no known kind.</summary>
    Unknown = 2,

    /// <summary>The request is wrong in itself, whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call ended.</summary>
    DeadlineExceeded = 4,

    /// <summary>A requested entity does not exist.</summary>
    NotFound = 5,

    /// <summary>An entity that was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or another resource is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>The call was aborted, usually by a concurrent one.</summary>
    Aborted = 10,

    /// <summary>The request reaches past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The method is not implemented here.</summary>
    Unimplemented = 12,

    /// <summary>An invariant of the server is broken.</summary>
    Internal = 13,

    /// <summary>The service cannot be reached now; a later try may succeed.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupted beyond recovery.</summary>
    DataLoss = 15,

    /// <summary>The caller gave no valid credentials.</summary>
    Unauthenticated = 16,
}
