using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>A posting.</summary>
/// <param name="Id">The posting.</param>
/// <param name="CycleId">Its review.</param>
/// <param name="Round">1, or 2 after a re-check.</param>
/// <param name="Hamlet">Hamlet, or null for the whole commune.</param>
/// <param name="Places">Where it hangs.</param>
/// <param name="FromDay">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Lines">Households on it; of the caller's hamlets, where the caller does not have the commune.</param>
/// <param name="Irregularities">What was let pass by rule.</param>
[PersonalData(DataClass.P1)]
public sealed record PostingView(
    Guid Id, Guid CycleId, int Round, string? Hamlet, IReadOnlyList<string> Places, DateOnly FromDay, DateOnly Until, int Lines, IReadOnlyList<string> Irregularities)
{
    /// <summary>The posting as callers see it.</summary>
    public static PostingView Of(Posting posting) => new(
        posting.Id, posting.CycleId, posting.Round, posting.HamletName, posting.Places, posting.FromDay, posting.Until, posting.Lines, posting.Irregularities);

    /// <summary>Postings as callers see them who may have single hamlets: of the whole commune's postings they are told their own lines.</summary>
    internal static async Task<List<PostingView>> Of(HouseholdDb db, IReadOnlyCollection<Posting> postings, CancellationToken ct)
    {
        Guid[] partly = [.. postings.Where(posting => !db.Area.Contains(posting.ProvinceCode, posting.CommuneCode)).Select(posting => posting.Id)];
        var own = partly.Length == 0 ? [] : await db.PostingLines.Where(line => partly.Contains(line.PostingId)).GroupBy(line => line.PostingId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return [.. postings.Select(posting => partly.Contains(posting.Id) ? Of(posting) with { Lines = own.GetValueOrDefault(posting.Id) } : Of(posting))];
    }
}

/// <summary>A line as it hangs: a name, a hamlet and a result.</summary>
/// <param name="Ordinal">Order.</param>
/// <param name="Head">Head of the household; masked once the posting has ended.</param>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="Class">Result.</param>
/// <param name="Result">Result as it is written.</param>
public sealed record PostedLine(
    [PersonalData(DataClass.P1)] int Ordinal,
    [PersonalData(DataClass.P2)] string Head,
    [PersonalData(DataClass.P1)] string Hamlet,
    PovertyClass Class,
    [PersonalData(DataClass.P1)] string Result);
