using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Base of every service's context: the audit trail, and the named filter <c>area</c> on every <see cref="IAreaBound"/> entity; row security stands behind it.</summary>
public abstract class AreaBoundContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Name of the filter that keeps rows of other areas out.</summary>
    public const string AreaFilter = "area";

    /// <summary>Areas of whoever uses this instance; nothing is visible until it is set. A transaction keeps the areas with which it began.</summary>
    public AreaScope Area { get; set; } = AreaScope.None;

    /// <summary>True while rows are saved of which none belongs to an area: their transaction need not know any.</summary>
    internal bool IsSavingOutsideAreas { get; private set; }

    /// <summary>True while a transaction begins whose first statements tell the areas along with other things.</summary>
    internal bool TellsAreasItself { get; set; }

    /// <summary>
    /// Name of a savepoint at the beginning of the open transaction, while nothing was saved in it: the first saving needs none of its own then, which saves a round trip.
    /// A saving that fails takes everything back to there, as a refused request changes nothing.
    /// </summary>
    internal string? SavepointAtBeginning { get; set; }

    /// <summary>
    /// Works for other areas from here on, an open transaction included: for the rare step in which a service itself writes for another area than the caller's, after it
    /// has decided that it may.
    /// </summary>
    public async Task WorkIn(AreaScope area, CancellationToken ct)
    {
        Area = area;
        if (Database.CurrentTransaction is not null)
            await Database.ExecuteSqlAsync($"select set_config('app.area', {area.Setting}, true)", ct);
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Prepare();
        try
        {
            return base.SaveChanges(acceptAllChangesOnSuccess);
        }
        finally
        {
            IsSavingOutsideAreas = false;
        }
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Prepare();
        var (savepoint, transaction) = (SavepointAtBeginning, Database.CurrentTransaction);
        SavepointAtBeginning = null;
        Database.AutoSavepointsEnabled = savepoint is null || transaction is null;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch when (!Database.AutoSavepointsEnabled)
        {
            await transaction!.RollbackToSavepointAsync(savepoint!, CancellationToken.None);
            SavepointAtBeginning = savepoint;
            throw;
        }
        finally
        {
            Database.AutoSavepointsEnabled = true;
            IsSavingOutsideAreas = false;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        Area = AreaScope.None;
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        // The instance goes back to a pool; the next user must not inherit areas.
        Area = AreaScope.None;
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>Maps the service's own tables; called before filters are put on area-bound entities.</summary>
    protected abstract void MapTables(ModelBuilder modelBuilder);

    /// <inheritdoc />
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapTables(modelBuilder);
        modelBuilder.UseAudit();
        var filter = typeof(AreaBoundContext).GetMethod(nameof(Filter), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(type => typeof(IAreaBound).IsAssignableFrom(type.ClrType)).ToList())
            filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
    }

    /// <summary>A single statement is saved without a transaction as a rule; one that touches an area needs one, to carry the setting.</summary>
    private void Prepare()
    {
        ChangeDigest.Complete(ChangeTracker);
        IsSavingOutsideAreas = !ChangeTracker.Entries<IAreaBound>().Any(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        Database.AutoTransactionBehavior = IsSavingOutsideAreas ? AutoTransactionBehavior.WhenNeeded : AutoTransactionBehavior.Always;
    }

    private void Filter<TEntity>(ModelBuilder modelBuilder)
        where TEntity : class, IAreaBound
    {
        Expression<Func<TEntity, bool>> inside = row =>
            Area.IsNationwide || Area.Provinces.Contains(row.ProvinceCode) || Area.Communes.Contains(row.CommuneCode);
        if (typeof(TEntity).IsAssignableTo(typeof(IHamletBound)))
            inside = Or(inside, row => Area.Hamlets.Contains(EF.Property<string>(row, nameof(IHamletBound.HamletCode))));
        if (typeof(TEntity).GetCustomAttribute<PartOfHamletAttribute>()?.Key is { } held)
            inside = Or(inside, row => Area.Held.Contains(EF.Property<Guid>(row, held)));
        if (typeof(TEntity).IsDefined(typeof(FrameOfHamletsAttribute)))
            inside = Or(inside, row => Area.HamletCommunes.Contains(row.CommuneCode));
        if (typeof(TEntity).GetCustomAttribute<FrameWithoutHamletAttribute>()?.Key is { } hamlet)
            inside = Or(inside, row => EF.Property<string?>(row, hamlet) == null && Area.HamletCommunes.Contains(row.CommuneCode));
        if (typeof(TEntity).GetCustomAttribute<PartOfRecordAttribute>()?.Key is { } key)
            inside = Or(inside, row => Area.Records.Contains(EF.Property<Guid>(row, key)));
        modelBuilder.Entity<TEntity>().HasQueryFilter(AreaFilter, inside);
    }

    private static Expression<Func<TEntity, bool>> Or<TEntity>(Expression<Func<TEntity, bool>> one, Expression<Func<TEntity, bool>> other) =>
        Expression.Lambda<Func<TEntity, bool>>(Expression.OrElse(one.Body, new Rename(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
