using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

/// <summary>OfflineHosting speaks Aspire's language and adds no word to it: ADR 9 lists the words, each with its signature in Aspire 13.5.</summary>
public sealed partial class SurfaceTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void PublicNames_AreThoseOfAspireThatTheDecisionLists()
    {
        var listed = SignatureList().Match(File.ReadAllText(Path.Combine(Root, "docs/adr/0009-containers-native-servers-offline-hosting.md"))).Groups["list"].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal).ToList();
        var offered = typeof(DistributedApplication).Assembly.GetExportedTypes().SelectMany(Signatures).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(listed);
        Assert.Empty(offered.Except(listed));
        Assert.Empty(listed.Except(offered));
    }

    [Fact]
    public void EveryCallOffered_IsMadeByTheAppHost()
    {
        var appHost = File.ReadAllText(Path.Combine(Root, "src/AppHost/AppHost.cs"));
        var idle = typeof(DistributedApplication).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Select(method => method.Name).Distinct()
            .Where(name => !Regex.IsMatch(appHost, $@"\.{name}[<(]")).ToList();
        Assert.Empty(idle);
    }

    [Fact]
    public void AppHost_KnowsNoSwitch() =>
        Assert.DoesNotContain("#if", File.ReadAllText(Path.Combine(Root, "src/AppHost/AppHost.cs")), StringComparison.Ordinal);

    private static IEnumerable<string> Signatures(Type type)
    {
        yield return Name(type);
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (var method in type.GetMethods(Declared).Where(method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName))
            yield return $"{Name(type)}.{method.Name}{Generics(method)}({string.Join(", ", method.GetParameters().Select(Parameter))}): {Name(method.ReturnType)}";
        foreach (var property in type.GetProperties(Declared).Where(property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily)))
            yield return $"{Name(type)}.{property.Name}: {Name(property.PropertyType)}";
    }

    private static string Generics(MethodInfo method) => !method.IsGenericMethod ? ""
        : $"<{string.Join(", ", method.GetGenericArguments().Select(argument => $"{argument.Name}: {string.Join(" + ", argument.GetGenericParameterConstraints().Select(Name))}"))}>";

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue?.ToString()?.ToLowerInvariant() ?? (parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null")}" : "");

    private static string Name(Type type)
    {
        if (type == typeof(void))
            return "void";
        if (type.IsByRef)
            return $"in {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        if (type == typeof(string) || type == typeof(bool) || type == typeof(int))
            return type == typeof(string) ? "string" : type == typeof(bool) ? "bool" : "int";
        return type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PovertyPlatform.sln is not above the test's folder.");
    }

    [GeneratedRegex(@"```text aspire-13\.5\n(?<list>.*?)```", RegexOptions.Singleline)]
    private static partial Regex SignatureList();
}
