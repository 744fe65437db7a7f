// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Questions about several operations.</summary>
internal static class CallerGrantsExtensions
{
    private static readonly CallerOperation[] s_operations = Enum.GetValues<CallerOperation>();

    /// <summary>
    /// True when the caller has a grant for each of the operations; for <see cref="CallerOperation.None"/>, when it has any grant.
    /// </summary>
    public static bool MayAll(this ICallerGrants grants, string caller, CallerOperation operations, string? tenant)
    {
        foreach (var operation in s_operations)
        {
            var isAsked = operation == CallerOperation.None ? operations == operation : operations.HasFlag(operation);
            if (isAsked && !grants.May(caller, operation, tenant))
            {
                return false;
            }
        }
        return true;
    }
}
