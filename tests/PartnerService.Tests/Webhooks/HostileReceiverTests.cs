using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.PartnerService.Features.Deliveries;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

/// <summary>Receivers that hang, redirect inward, lead inward or flood: the sender by itself, without a service around it.</summary>
public class HostileReceiverTests
{
    private static readonly WebhookOptions Development = new() { AllowLoopback = true, Timeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task HangingReceiver_IsLeftAfterTheTimeout()
    {
        await using var receiver = await Receiver.Open();
        receiver.Hangs();
        var watch = Stopwatch.StartNew();
        Assert.Equal("timeout", (await Send(Development, receiver.Url)).Fault);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var inside = await Receiver.Open();
        await using var receiver = await Receiver.Open();
        receiver.Says(status, inside.Url);
        var result = await Send(Development, receiver.Url);
        Assert.Equal((status, "redirect"), (result.Status, result.Fault));
        Assert.Empty(inside.Calls);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task AnyOtherAnswer_IsNotHeard(int status)
    {
        await using var receiver = await Receiver.Open();
        receiver.Says(status);
        Assert.Equal($"http-{status}", (await Send(Development, receiver.Url)).Fault);
    }

    [Fact]
    public async Task EndlessAnswer_IsNotRead()
    {
        await using var receiver = await Receiver.Open();
        long written = 0;
        receiver.Answer = async context =>
        {
            var flood = new byte[64 * 1024];
            for (; !context.RequestAborted.IsCancellationRequested; Interlocked.Add(ref written, flood.Length))
                await context.Response.Body.WriteAsync(flood, context.RequestAborted);
        };
        var watch = Stopwatch.StartNew();
        Assert.True((await Send(Development, receiver.Url)).IsHeard);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        // What the sockets' buffers take, and no more.
        Assert.InRange(Interlocked.Read(ref written), 0, 32_000_000);
    }

    [Fact]
    public async Task EndlessHeaders_AreRefused()
    {
        await using var receiver = await Receiver.Open();
        receiver.Answer = context =>
        {
            context.Response.Headers["x-flood"] = new string('x', 100_000);
            return Task.CompletedTask;
        };
        Assert.Equal("connection", (await Send(Development, receiver.Url)).Fault);
    }

    [Fact]
    public async Task NobodyListening_IsAConnectionFault() => Assert.Equal("connection", (await Send(Development, "http://127.0.0.1:9/")).Fault);

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd12::5")]
    [InlineData("::ffff:192.168.1.1")]
    public async Task NameThatLeadsInside_IsNotCalled(string address)
    {
        // The name looked harmless when it was registered: what it leads to is looked up and checked in the connection itself.
        var result = await Send(new WebhookOptions(), "https://bank.example/hooks", IPAddress.Parse(address));
        Assert.Equal((null, "address-refused"), (result.Status, result.Fault));
    }

    [Fact]
    public async Task OneInsideAddressAmongPublicOnes_ForbidsTheName() => Assert.Equal("address-refused",
        (await Send(new WebhookOptions(), "https://bank.example/hooks", IPAddress.Parse("203.162.4.190"), IPAddress.Parse("10.0.0.5"))).Fault);

    [Fact]
    public async Task UnknownName_IsSaidSo() => Assert.Equal("host-unknown", (await Send(new WebhookOptions(), "https://bank.example/hooks")).Fault);

    [Fact]
    public async Task LoopbackInProduction_IsNotCalled()
    {
        await using var receiver = await Receiver.Open();
        Assert.Equal("address-refused", (await Send(new WebhookOptions(), receiver.Url)).Fault);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task SecretSealedWithAnotherKey_IsNotGuessed()
    {
        await using var receiver = await Receiver.Open();
        var other = new SecretSeal(new WebhookOptions { SecretKey = Convert.ToBase64String(new byte[32]) });
        var result = await Sender(Development).Send(Delivery(receiver.Url, other), TestContext.Current.CancellationToken);
        Assert.Equal("secret-unreadable", result.Fault);
        Assert.Empty(receiver.Calls);
    }

    private static async Task<AttemptResult> Send(WebhookOptions options, string url, params IPAddress[] addresses)
    {
        using var sender = Sender(options, addresses);
        return await sender.Send(Delivery(url, new SecretSeal(options)), TestContext.Current.CancellationToken);
    }

    private static WebhookSender Sender(WebhookOptions options, params IPAddress[] addresses) => new(
        Options.Create(options), new CheckedAddresses(options, (_, _) => Task.FromResult(addresses)), new SecretSeal(options), TimeProvider.System);

    private static ClaimedDelivery Delivery(string url, SecretSeal seal)
    {
        var endpoint = Guid.CreateVersion7();
        return new ClaimedDelivery(Guid.CreateVersion7(), Guid.NewGuid(), 1, Guid.CreateVersion7(), PartnerService.Domain.Feed.FeedTypes.Granted, Guid.CreateVersion7(),
            DateTimeOffset.UtcNow, null, endpoint, url, seal.Seal(WebhookSignature.NewSecret(), endpoint), null, null);
    }
}
