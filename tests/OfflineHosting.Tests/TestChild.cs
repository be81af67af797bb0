using System.Reflection;
using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

/// <summary>This assembly as a project of an application.</summary>
public sealed class TestChild : IProjectMetadata
{
    public string ProjectPath { get; } =
        typeof(TestChild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "ProjectPath").Value!;
}
