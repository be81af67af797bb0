using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>The two services of the tests, built as real services are.</summary>
public static class ProbeService
{
    /// <summary>Decides, publishes, and hears the answers.</summary>
    public const string Producer = "probe";

    /// <summary>Hears decisions, acts and answers.</summary>
    public const string Consumer = "echo";

    public static WebApplicationBuilder Builder(string role, string database, string messaging, Script? script = null, LogLevel level = LogLevel.None)
    {
        // The owner of the database is at work, which production refuses.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:probedb"] = database,
            ["ConnectionStrings:messaging"] = messaging,
            ["Logging:LogLevel:Default"] = level.ToString(),
            ["Logging:LogLevel:Microsoft"] = (level == LogLevel.None ? LogLevel.None : LogLevel.Error).ToString(),
            ["Logging:LogLevel:Npgsql"] = (level == LogLevel.None ? LogLevel.None : LogLevel.Error).ToString(),
            ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddServiceDefaults(role == Producer ? "household" : "support");
        builder.Services.AddHttpClient("keys").ConfigurePrimaryHttpMessageHandler(() => new TestKeys());
        builder.Services.AddSingleton(script ?? new Script());
        builder.AddServiceDatabase<ProbeDb>("probedb", OutboxSignal.Attach);
        builder.AddMessaging<ProbeDb>(role, role == Producer ? RegisterProducer : RegisterConsumer);
        return builder;
    }

    public static async Task Migrate(string role, string database, string messaging)
    {
        var exit = await ServiceMigration.Run(Builder(role, database, messaging), "probedb", typeof(ProbeService).Assembly);
        if (exit != 0)
            throw new InvalidOperationException($"migrate ended with {exit}");
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapOperations();
        return app;
    }

    private static void RegisterProducer(MessagingBuilder messaging) => messaging
        .Publishes<ThingDecided>()
        .Publishes<ThingMurmured>(consumersOptional: true)
        .Projects<AnswerProjection, ThingAnswered>();

    private static void RegisterConsumer(MessagingBuilder messaging) => messaging
        .Publishes<ThingAnswered>()
        .Consumes<ThingDecidedConsumer, ThingDecided>()
        .Projects<NewestProjection, ThingDecided>();

    private sealed class TestKeys : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(TestTokens.KeySet(), Encoding.UTF8, "application/json") });
    }
}
