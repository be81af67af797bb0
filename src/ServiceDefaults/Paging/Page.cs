using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Paging;

/// <summary>One page of a list; every list is paged by a cursor, so that rows added meanwhile shift nothing.</summary>
/// <param name="Items">At most <see cref="PageSize.Largest"/> items.</param>
/// <param name="Next">Opaque cursor of the next page, or null at the end.</param>
[PersonalData(DataClass.P1)]
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next) : IPage
{
    int IPage.Count => Items.Count;
}

/// <summary>A page of whatever; for those who only count.</summary>
internal interface IPage
{
    int Count { get; }
}

/// <summary>Bounds of a page.</summary>
public static class PageSize
{
    /// <summary>Items in a page when the caller does not say.</summary>
    public const int Usual = 50;

    /// <summary>Most items in one page.</summary>
    public const int Largest = 500;

    /// <summary>Checks the <c>limit</c> parameter: null means <see cref="Usual"/>; outside 1 to <see cref="Largest"/> is refused.</summary>
    public static Refusal? Check(int? limit) => limit is null or (>= 1 and <= Largest)
        ? null
        : Refusal.Invalid(new FieldFault("limit", $"Số dòng mỗi trang phải từ 1 đến {Largest}.", $"Items per page must be from 1 to {Largest}."));
}
