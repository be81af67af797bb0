using System.Collections.Frozen;
using System.Globalization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>Every condition a rule may name, and what its argument must look like.</summary>
public static class ConditionCatalogue
{
    /// <summary>The condition that somebody else than the registry decides; it is carried, never guessed.</summary>
    public const string Confirmed = "confirmed";

    private static readonly FrozenDictionary<string, Func<string, (Condition? Condition, string? Fault)>> Known =
        new Dictionary<string, Func<string, (Condition?, string?)>>
        {
            ["class-in"] = argument => Set<PovertyClass>(argument, set => new ClassIn(set, true)),
            ["class-not-in"] = argument => Set<PovertyClass>(argument, set => new ClassIn(set, false)),
            ["list-valid-years"] = argument => Number(argument, 0, 10, years => new ListValidYears(years)),
            ["exit-from"] = argument => Set<PovertyClass>(argument, set => new ExitFrom(set)),
            ["exit-within-months"] = argument => Number(argument, 1, 600, months => new ExitWithinMonths(months)),
            ["no-exit-within-months"] = argument => Number(argument, 1, 600, months => new NoExitWithinMonths(months)),
            ["has-labour-capacity"] = argument => Nothing(argument, () => new HasLabourCapacity()),
            ["adults-at-least"] = argument => Number(argument, 1, 99, adults => new AdultsAtLeast(adults)),
            ["ethnic-minority"] = argument => Nothing(argument, () => new EthnicMinority()),
            ["merit-member"] = argument => Nothing(argument, () => new MeritMember()),
            ["area-type-in"] = argument => Set<AreaType>(argument, set => new AreaTypeIn(set)),
            ["especially-difficult-area"] = argument => Nothing(argument, () => new EspeciallyDifficultArea()),
            ["province-in"] = argument => Codes(argument, 2, codes => new PlaceIn(codes, province: true)),
            ["commune-in"] = argument => Codes(argument, 5, codes => new PlaceIn(codes, province: false)),
        }.ToFrozenDictionary();

    /// <summary>Names of all conditions.</summary>
    public static IEnumerable<string> Names => Known.Keys.Append(Confirmed).Order(StringComparer.Ordinal);

    /// <summary>The condition, or what is wrong with its name or argument.</summary>
    public static (Condition? Condition, string? Fault) Parse(string name, string argument) => Known.TryGetValue(name, out var make)
        ? make(argument)
        : (null, $"condition '{name}' is not known; known are {string.Join(", ", Names)}");

    private static (Condition?, string?) Nothing(string argument, Func<Condition> make) =>
        argument.Length == 0 ? (make(), null) : (null, $"this condition takes no argument, not '{argument}'");

    private static (Condition?, string?) Number(string argument, int least, int most, Func<int, Condition> make) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? (make(number), null)
            : (null, $"argument '{argument}' is not a whole number from {least} to {most}");

    private static (Condition?, string?) Set<T>(string argument, Func<FrozenSet<T>, Condition> make)
        where T : struct, Enum
    {
        var names = argument.Split('|');
        return names.Any(name => !Enum.GetNames<T>().Contains(name))
            ? (null, $"argument '{argument}' must be one or more of {string.Join('|', Enum.GetNames<T>())}")
            : (make(names.Select(Enum.Parse<T>).ToFrozenSet()), null);
    }

    private static (Condition?, string?) Codes(string argument, int length, Func<FrozenSet<string>, Condition> make)
    {
        var codes = argument.Split('|');
        return codes.Any(code => code.Length != length || !code.All(char.IsAsciiDigit))
            ? (null, $"argument '{argument}' must be codes of {length} digits, separated by |")
            : (make(codes.ToFrozenSet()), null);
    }
}
