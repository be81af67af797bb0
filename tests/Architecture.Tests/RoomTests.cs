using ArchUnitNET.Domain;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>Data flows one way: the rooms of a service may use only what ADR 1 lists.</summary>
public class RoomTests
{
    private static readonly string[] Frameworks = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "MassTransit", "Npgsql", "RabbitMQ", "System.Net.Http", "System.IO.FileStream"];

    public static TheoryData<string, string, string[]> Arrows()
    {
        var data = new TheoryData<string, string, string[]>();
        foreach (var service in House.ServiceNames)
        {
            string Room(string room) => $"PovertyPlatform.{service}.{room}";
            data.Add(service, "Domain", [.. Frameworks, Room("Features"), Room("Consumers"), Room("Data"), "PovertyPlatform.Messaging", "PovertyPlatform.ServiceDefaults.Data"]);
            data.Add(service, "Features", ["MassTransit", "RabbitMQ", Room("Consumers")]);
            data.Add(service, "Consumers", ["Microsoft.AspNetCore", "MassTransit", "RabbitMQ", Room("Features")]);
            data.Add(service, "Data", ["Microsoft.AspNetCore.Routing", "MassTransit", "RabbitMQ", Room("Features"), Room("Consumers")]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Room_UsesOnlyWhatItMay(string service, string room, string[] forbidden)
    {
        var wrong = Types($"PovertyPlatform.{service}.{room}")
            .SelectMany(type => type.Dependencies.Select(dependency => (From: type.FullName, To: dependency.Target.FullName)))
            .Where(arrow => forbidden.Any(name => arrow.To.StartsWith(name, StringComparison.Ordinal)))
            .Distinct().Select(arrow => $"{arrow.From} → {arrow.To}").ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void DomainTypes_AreThere(string service) => Assert.NotEmpty(Types($"PovertyPlatform.{service}."));

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void Service_UsesNoOtherService(string service)
    {
        var others = House.ServiceNames.Where(other => other != service).Select(other => $"PovertyPlatform.{other}.").ToList();
        var wrong = Types($"PovertyPlatform.{service}.").SelectMany(type => type.Dependencies.Select(dependency => dependency.Target.FullName))
            .Where(target => others.Any(other => target.StartsWith(other, StringComparison.Ordinal))).Distinct().ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void Feature_UsesNoOtherFeatureFolder(string service)
    {
        var features = $"PovertyPlatform.{service}.Features.";
        var wrong = Types(features).SelectMany(type => type.Dependencies.Select(dependency => (From: type, To: dependency.Target)))
            .Where(arrow => arrow.To.FullName.StartsWith(features, StringComparison.Ordinal) && arrow.To.Namespace.FullName != arrow.From.Namespace.FullName)
            .Select(arrow => $"{arrow.From.FullName} → {arrow.To.FullName}").Distinct().ToList();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Contracts_DependOnNothing()
    {
        var references = System.Reflection.Assembly.Load("Contracts").GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ToList();
        Assert.Empty(references);
    }

    [Fact]
    public void MassTransit_StaysInsideMessaging()
    {
        var outside = House.ServiceNames.Concat(["Gateway", "ServiceDefaults", "Contracts"])
            .Where(name => System.Reflection.Assembly.Load(name).GetReferencedAssemblies().Any(assembly => assembly.Name!.StartsWith("MassTransit", StringComparison.Ordinal)))
            .ToList();
        Assert.Empty(outside);
        var shown = System.Reflection.Assembly.Load("Messaging").GetExportedTypes()
            .SelectMany(type => type.GetMembers().Select(member => member.ToString() ?? "").Append(type.BaseType?.FullName ?? ""))
            .Where(signature => signature.Contains("MassTransit", StringComparison.Ordinal)).ToList();
        Assert.Empty(shown);
    }

    [Theory]
    [InlineData("Messaging")]
    [InlineData("ServiceDefaults")]
    public void SharedAssembly_KnowsNoBusinessNoun(string assembly)
    {
        string[] nouns = ["Household", "Poverty", "Grant", "Loan", "Programme", "Member", "Review", "Eligibility"];
        var named = System.Reflection.Assembly.Load(assembly).GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => nouns.Any(noun => type.Name.Contains(noun, StringComparison.Ordinal))).Select(type => type.FullName).ToList();
        Assert.Empty(named);
    }

    private static IEnumerable<IType> Types(string prefix) => House.Architecture.Types.Where(type =>
        type.FullName.StartsWith(prefix.EndsWith('.') ? prefix : prefix + ".", StringComparison.Ordinal));
}
