using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>Checks the types and communes that a partner narrows its events to.</summary>
public static class WishCheck
{
    private const int CommuneDigits = 5;
    private const int MostCommunes = 500;

    /// <summary>Unknown types are refused: a typing mistake would otherwise look like silence.</summary>
    public static Refusal? Types(IReadOnlyCollection<string> types) => types.All(FeedTypes.All.Contains)
        ? null
        : Refusal.Invalid(new FieldFault("types", $"Các loại sự kiện hiện có: {string.Join(", ", FeedTypes.All)}.", $"The types of events are: {string.Join(", ", FeedTypes.All)}."));

    /// <summary>Communes must look like codes, and lie inside the areas of a caller who has no whole province.</summary>
    public static Refusal? Communes(IReadOnlyCollection<string> communes, AreaScope area)
    {
        if (communes.Count > MostCommunes || communes.Any(code => code.Length != CommuneDigits || !code.All(char.IsAsciiDigit)))
            return Refusal.Invalid(new FieldFault("communes", $"Mã xã gồm 5 chữ số, nhiều nhất {MostCommunes} mã.", $"A commune code has 5 digits; at most {MostCommunes} codes."));
        return area.IsNationwide || area.Provinces.Count > 0 || communes.All(code => area.Communes.Contains(code)) ? null : Refusal.AreaOutside;
    }
}
