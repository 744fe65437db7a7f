// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>Sorts the few things an element has without allocating, and many in n log n.</summary>
internal static class CanonicalOrder
{
    private const int Few = 12;

    public static void Sort<T, TOrder>(Span<T> items, TOrder order)
        where TOrder : IComparer<T>
    {
        if (items.Length > Few)
        {
            items.Sort(order);
            return;
        }
        for (var i = 1; i < items.Length; i++)
        {
            var item = items[i];
            var place = i;
            for (; place > 0 && order.Compare(items[place - 1], item) > 0; place--)
            {
                items[place] = items[place - 1];
            }
            items[place] = item;
        }
    }
}
