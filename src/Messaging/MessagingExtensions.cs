using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging.Broker;
using PovertyPlatform.Messaging.Consuming;
using PovertyPlatform.Messaging.Operations;
using PovertyPlatform.Messaging.Outbox;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.Messaging;

/// <summary>Gives a service its messaging: outbox relay, consumers, broker health and the operations behind <c>MapOperations</c>.</summary>
public static class MessagingExtensions
{
    /// <summary>Name of the broker's connection string, an AMQP URI.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>Setting: events of bulk work a second that leave this service while callers are being answered; 20 for each processor of its machine when not set, 0 lets bulk work wait until nobody asks.</summary>
    public const string BulkKey = "Messaging:BulkPerSecondBesideCallers";

    private const int BulkPerSecondAndProcessor = 20;

    /// <summary>Adds messaging on the service's database and the broker of the connection string <c>messaging</c>.</summary>
    /// <param name="builder">The application; <c>AddServiceDatabase</c> comes before.</param>
    /// <param name="service">Short name of the service, the first part of its queue names.</param>
    /// <param name="register">States what the service publishes and consumes.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing, or a registration is wrong.</exception>
    public static IHostApplicationBuilder AddMessaging<TDb>(this IHostApplicationBuilder builder, string service, Action<MessagingBuilder> register)
        where TDb : AreaBoundContext
    {
        var address = builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"Connection string '{ConnectionName}' is missing. Start through ./dev up, or set ConnectionStrings__{ConnectionName}.");
        builder.RequireEncryptedBroker(ConnectionName, new Uri(address));
        var messaging = new MessagingBuilder(service);
        register(messaging);
        foreach (var subscription in messaging.Subscriptions)
        {
            if (subscription.Database != typeof(TDb))
                throw new InvalidOperationException($"{subscription.Handler.Name} works on {subscription.Database.Name}, the service on {typeof(TDb).Name}.");
            builder.Services.AddScoped(subscription.Handler);
        }

        var services = builder.Services;
        // It reports a lost broker with a stack trace for each unacknowledged message; EndpointLog says the same in one line.
        builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(messaging);
        services.AddSingleton(new OutboxSignal()).AddSingleton<ICommitObserver>(own => own.GetRequiredService<OutboxSignal>());
        services.AddSingleton(new BrokerConnections(new Uri(address), service));
        services.AddSingleton<BrokerTopology>();
        services.AddSingleton<FaultShelf>();
        services.AddSingleton<IReadOnlyList<IEventQueue>>(provider => [.. messaging.Subscriptions.Select(subscription => QueueOf(subscription, provider))]);
        services.TryAddSingleton(new CallersAtWork(TimeProvider.System));
        services.AddSingleton(provider => new BulkPace(provider.GetRequiredService<CallersAtWork>(), builder.Configuration.GetValue(BulkKey, BulkPerSecondAndProcessor * Environment.ProcessorCount), TimeProvider.System));
        services.AddSingleton<OutboxRelay>().AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        services.AddHostedService<OutboxWatch>();
        services.AddHostedService<ParkedWorker>();
        services.AddSingleton<ReplayStore>();
        services.AddScoped(provider => new MessagingContext(provider.GetRequiredService<TDb>()));
        services.AddSingleton<OutboxReplay>().AddHostedService(provider => provider.GetRequiredService<OutboxReplay>());
        services.AddSingleton<BusHost>().AddHostedService(provider => provider.GetRequiredService<BusHost>());
        services.AddHostedService<BusWatch>();
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker", HealthStatus.Degraded, ["informative"]);
        return builder;
    }

    private static IEventQueue QueueOf(Subscription subscription, IServiceProvider provider)
    {
        Type[] arguments = [subscription.Database, subscription.EventType];
        var kind = subscription.IsProjection ? typeof(ProjectionEffect<,>) : typeof(BusinessEffect<,>);
        var effect = Activator.CreateInstance(kind.MakeGenericType(arguments), subscription, provider)!;
        var ladder = Activator.CreateInstance(typeof(FailureLadder<,>).MakeGenericType(arguments), subscription, effect, provider)!;
        return (IEventQueue)Activator.CreateInstance(typeof(EventQueue<,>).MakeGenericType(arguments), subscription, effect, ladder)!;
    }
}
