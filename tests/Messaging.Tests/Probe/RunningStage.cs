using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>Both services, running, shared by the tests that only need subjects of their own.</summary>
public sealed class RunningStage : Stage
{
    public const string Name = "running services";

    /// <summary>Queue of the business consumer.</summary>
    public const string Business = "echo.thing-decided";

    /// <summary>Queue of the projection.</summary>
    public const string Projection = "echo.newest";

    public WebApplication Producer { get; private set; } = null!;

    public WebApplication Consumer { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Producer = await StartProducer();
        Consumer = await StartConsumer();
    }

    /// <summary>Takes what other tests left on the business queue's error shelf; tests that count or take from it begin with it empty.</summary>
    public async Task EmptyShelf()
    {
        while (await Take($"{Business}_error") is not null)
        {
        }
    }

    public static HttpClient ClientOf(WebApplication service, TestActor? actor)
    {
        var client = new HttpClient { BaseAddress = new Uri(service.Urls.First()) };
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor));
        return client;
    }
}

[CollectionDefinition(RunningStage.Name)]
public sealed class SharedStage : ICollectionFixture<RunningStage>;
