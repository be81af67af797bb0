using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PovertyPlatform.HouseholdService.Data.Tables;

/// <summary>Stores an enumeration by name in kebab case, so that rows can be read without the code.</summary>
internal sealed class KebabCase<TEnum>() : ValueConverter<TEnum, string>(value => Write(value), text => Read(text))
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>().ToDictionary(value => value, value =>
        string.Concat(value.ToString().Select((letter, index) => char.IsUpper(letter) ? $"{(index == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : letter.ToString())));

    private static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private static string Write(TEnum value) => Names[value];

    private static TEnum Read(string text) => Values[text];
}
