using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.TestKit.Protection;

/// <summary>A value with its class.</summary>
/// <param name="Type">Type that holds it.</param>
/// <param name="Name">Property.</param>
/// <param name="Class">Class.</param>
/// <param name="IsMasked">An answer shows only its ends.</param>
public sealed record ClassifiedValue(Type Type, string Name, DataClass Class, bool IsMasked);

/// <summary>Reads the classes that types declare, and finds what they forget.</summary>
public static partial class Classification
{
    private const string Assemblies = "PovertyPlatform.";

    /// <summary>What is wrong with the declarations of a type; empty when all is well.</summary>
    public static IEnumerable<string> Faults(Type type)
    {
        var own = type.GetCustomAttribute<PersonalDataAttribute>();
        if (own is { Class: > DataClass.P1 })
            yield return $"{NameOf(type)}: {own.Class} on a type: values above P1 are declared one by one";
        var properties = Values(type).ToList();
        var aboutPersons = properties.Any(property => Declared(property) is { Class: > DataClass.P1 });
        foreach (var property in properties.Where(property => Declared(property) is null))
            if (own is null)
                yield return $"{NameOf(type)}.{property.Name} has no class";
            else if (aboutPersons)
                yield return $"{NameOf(type)}.{property.Name} has no class of its own, and the type tells of persons";
            else if (OfPersons().IsMatch(property.Name))
                yield return $"{NameOf(type)}.{property.Name} sounds like a person: give it a class of its own";
    }

    /// <summary>The values of a type with their classes.</summary>
    public static IEnumerable<ClassifiedValue> Of(Type type) => Values(type)
        .Select(property => (property, attribute: Declared(property) ?? type.GetCustomAttribute<PersonalDataAttribute>()))
        .Where(pair => pair.attribute is not null).Select(pair => new ClassifiedValue(type, pair.property.Name, pair.attribute!.Class, pair.attribute.IsMasked));

    /// <summary>Our types that can be reached from a type, itself among them.</summary>
    public static IReadOnlySet<Type> Reach(Type start)
    {
        var found = new HashSet<Type>();
        Add(start);
        return found;

        void Add(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type.IsArray)
                Add(type.GetElementType()!);
            foreach (var argument in type.GenericTypeArguments)
                Add(argument);
            if (type.IsEnum || !IsOurs(type) || !found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type))
                return;
            foreach (var property in Properties(type))
                Add(property.PropertyType);
        }
    }

    /// <summary>Name of a type with those around it, as the documents show it.</summary>
    public static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name.Split('`')[0];

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith(Assemblies, StringComparison.Ordinal) == true;

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract" && property.DeclaringType is { } declaring && IsOurs(declaring));

    private static IEnumerable<PropertyInfo> Values(Type type) => Properties(type).Where(property => IsValue(property.PropertyType));

    // Flags, states and ids are no texts, dates or numbers.
    private static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(byte[]) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(JsonElement) || type == typeof(decimal))
            return true;
        if (type.IsArray)
            return IsValue(type.GetElementType()!);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return type.GenericTypeArguments.Any(IsValue);
        return type.IsPrimitive && type != typeof(bool);
    }

    private static PersonalDataAttribute? Declared(PropertyInfo property) => property.GetCustomAttribute<PersonalDataAttribute>()
        ?? property.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.Name == property.Name).Select(parameter => parameter.GetCustomAttribute<PersonalDataAttribute>()).FirstOrDefault(attribute => attribute is not null);

    [GeneratedRegex("^(FullName|HeadName|Head|NameSearch|HeadSearch|Identity.*|Birth.*|HeadBirthKey|Telephone.*|Phone.*|Address|Ethnic.*|Occupation|Objector|Relation.*|Income.*)$")]
    private static partial Regex OfPersons();
}
