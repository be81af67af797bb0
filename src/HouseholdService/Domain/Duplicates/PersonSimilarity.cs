using W = PovertyPlatform.HouseholdService.Domain.Duplicates.DuplicateWeights;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>How far two rows may be the same person: whole points, each with its reason, so that an officer can follow it.</summary>
/// <param name="Points">Sum of the weights.</param>
/// <param name="Reasons">Codes of the weights that were added.</param>
public sealed record PersonSimilarity(int Points, IReadOnlyList<string> Reasons)
{
    private static readonly PersonSimilarity None = new(0, []);

    /// <summary>Compares two persons. Names that do not agree end it, unless the identity number is the same.</summary>
    /// <param name="one">A person.</param>
    /// <param name="other">The other.</param>
    /// <param name="weights">Weights of the day.</param>
    /// <param name="least">Fewer points are not worth reasons: the answer is no points.</param>
    public static PersonSimilarity Of(PersonTraits one, PersonTraits other, DuplicateWeights weights, int least = int.MinValue)
    {
        var (birth, sex, identity, place) = (Birth(one, other), Sex(one, other), Identity(one, other), Place(one, other));
        var points = weights[birth] + Points(sex) + Points(identity) + Points(place);
        // Names are the dearest to compare, and of most pairs the rest already tells that no name could help.
        if (points + weights.BestName < least)
            return None;
        var name = NameWords.Agreement(one.Name, one.Shape, other.Name, other.Shape);
        if (name is null && identity != W.IdentityEqual)
            return None;
        points += Points(name);
        return points < least ? None : new PersonSimilarity(points, [.. new[] { name, birth, sex, identity, place }.OfType<string>()]);

        int Points(string? code) => code is null ? 0 : weights[code];
    }

    private static string Birth(PersonTraits one, PersonTraits other)
    {
        if (one is { BirthDate: null, BirthYear: null } || other is { BirthDate: null, BirthYear: null })
            return W.BirthUnknown;
        if (one.BirthDate is { } day && other.BirthDate is { } otherDay)
            return Dates(day, otherDay);
        var years = Math.Abs((one.BirthDate?.Year ?? one.BirthYear!.Value) - (other.BirthDate?.Year ?? other.BirthYear!.Value));
        return years switch { 0 => W.BirthYearEqual, 1 => W.BirthNearYear, _ => W.BirthDiffers };
    }

    private static string Dates(DateOnly one, DateOnly other) =>
        one == other ? W.BirthEqual
        : one.Year == other.Year && one.Day == other.Month && one.Month == other.Day ? W.BirthSwapped
        : one.Year == other.Year && (one.Day == other.Day || one.Month == other.Month) ? W.BirthClose
        : one.Year == other.Year ? W.BirthSameYear
        : one.Day == other.Day && one.Month == other.Month && DiffersInOneDigit(one.Year, other.Year) ? W.BirthMisread
        : Math.Abs(one.DayNumber - other.DayNumber) <= 366 ? W.BirthNearYear
        : W.BirthDiffers;

    private static bool DiffersInOneDigit(int one, int other)
    {
        var differ = 0;
        for (; one > 0 || other > 0; one /= 10, other /= 10)
            differ += one % 10 == other % 10 ? 0 : 1;
        return differ == 1;
    }

    private static string? Sex(PersonTraits one, PersonTraits other) =>
        one.Sex is null || other.Sex is null ? null : one.Sex == other.Sex ? W.SexEqual : W.SexDiffers;

    // Marks are made with a key; its number stands in front. Marks of different keys say nothing about their numbers.
    private static string? Identity(PersonTraits one, PersonTraits other) =>
        IsOne(one.OldMark, other.IdentityMark) || IsOne(one.IdentityMark, other.OldMark) || IsOne(one.OldMark, other.OldMark) ? W.IdentityEqual
        : one.IdentityMark is not { Length: > 0 } mark || other.IdentityMark is not { Length: > 0 } otherMark || mark[0] != otherMark[0] ? null
        : mark.AsSpan().SequenceEqual(otherMark) ? W.IdentityEqual
        : one.IdentityLength == other.IdentityLength ? W.IdentityDiffers
        : null;

    private static bool IsOne(byte[]? mark, byte[]? other) => mark is { Length: > 0 } && other is not null && mark.AsSpan().SequenceEqual(other);

    private static string? Place(PersonTraits one, PersonTraits other) =>
        one.CommuneCode != other.CommuneCode ? null : one.Hamlet.Length > 0 && one.Hamlet == other.Hamlet ? W.HamletEqual : W.CommuneEqual;
}
