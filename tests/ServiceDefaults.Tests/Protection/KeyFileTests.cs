using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.ServiceDefaultsTests.Protection;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;

    private string KeyPath => Path.Combine(_folder, "deep", "keys.json");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void MadeFile_HoldsDifferentKeys_AndOnlyItsOwnerReadsIt()
    {
        KeyFile.Make(KeyPath);
        var keys = KeyFile.Read(KeyPath);
        Assert.Equal((1, 1), (keys.Seals.Current, keys.Marks.Current));
        Assert.Equal(32, keys.Seals.Keys[1].Length);
        Assert.NotEqual(keys.Seals.Keys[1], keys.Marks.Keys[1]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        KeyFile.Make(KeyPath);
        Assert.Equal(keys.Seals.Keys[1], KeyFile.Read(KeyPath).Seals.Keys[1]);
    }

    [Fact]
    public void AddedKeys_CountUp_AndGoAroundWithoutMeetingAKeyInUse()
    {
        KeyFile.Make(KeyPath);
        for (var number = 2; number <= byte.MaxValue; number++)
        {
            Assert.Equal(number, KeyFile.AddSeal(KeyPath));
            if (number % 50 == 0)
                KeyFile.RemoveOld(KeyPath);
        }

        Assert.Equal(1, KeyFile.AddSeal(KeyPath));
        Assert.Equal(1, KeyFile.Read(KeyPath).Marks.Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"seals":{"current":1,"keys":{"1":"c2hvcnQ="}},"marks":{"current":1,"keys":{"1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}""")]
    [InlineData("""{"seals":{"current":2,"keys":{"1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},"marks":{"current":1,"keys":{"1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}""")]
    [InlineData("""{"seals":{"current":0,"keys":{"0":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},"marks":{"current":1,"keys":{"1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}}""")]
    public void UnusableFile_IsRefused_WithoutShowingAKey(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, text);
        var failure = Assert.Throws<InvalidOperationException>(() => KeyFile.Read(KeyPath));
        Assert.Contains(KeyPath, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_DoesNotStartWithoutKeys()
    {
        Assert.Contains("Protection__KeyFile is missing", await Start("Production", ""), StringComparison.Ordinal);
        Assert.Contains("is not there", await Start("Production", KeyPath), StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));
        Assert.Contains("Protection__KeyFile is missing", await Start("Development", ""), StringComparison.Ordinal);
        Assert.Equal("started", await Start("Development", KeyPath));
        Assert.Equal("started", await Start("Production", KeyPath));
    }

    private static async Task<string> Start(string environment, string path)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration["Protection:KeyFile"] = path;
        builder.AddProtection();
        using var host = builder.Build();
        try
        {
            await host.StartAsync();
            await host.StopAsync();
            return "started";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
