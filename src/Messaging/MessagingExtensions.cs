using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging;

/// <summary>Gives a service its messaging: outbox relay, consumers, broker health and the operations behind <c>MapOperations</c>.</summary>
public static class MessagingExtensions
{
    /// <summary>Name of the broker's connection string, an AMQP URI.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>Adds messaging on the service's database and the broker of the connection string <c>messaging</c>.</summary>
    /// <param name="builder">The application; <c>AddServiceDatabase</c> comes before.</param>
    /// <param name="service">Short name of the service, the first part of its queue names.</param>
    /// <param name="register">States what the service publishes and consumes.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing, or a registration is wrong.</exception>
    public static IHostApplicationBuilder AddMessaging<TDb>(this IHostApplicationBuilder builder, string service, Action<MessagingBuilder> register)
        where TDb : AreaBoundContext
    {
        _ = builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"Connection string '{ConnectionName}' is missing. Start through ./dev up, or set ConnectionStrings__{ConnectionName}.");
        var messaging = new MessagingBuilder(service);
        register(messaging);
        builder.Services.AddSingleton(messaging);
        builder.Services.AddSingleton(new OutboxSignal());
        foreach (var subscription in messaging.Subscriptions)
            builder.Services.AddScoped(subscription.Handler);
        return builder;
    }
}
